/**
 * The graph that a network is compiled through. One file per operation holds its shape rule, its
 * lowering to loops and its gradient rule.
 */
package dev.neurac.processor.ir;
