/** From a graph to plans: functions from graph to graph, in order, then the places of values. */
package dev.neurac.processor.passes;
