/** What can be wrong with a model, as values: a problem, a place, a trace and a piece of advice. */
package dev.neurac.processor.diagnostic;
