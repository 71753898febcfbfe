/**
 * The loop language: the specification of every operation, and all that a back end prints.
 *
 * <p>It is restricted to what Aparapi translates: no break, no continue, no switch, no allocation.
 */
package dev.neurac.processor.loop;
