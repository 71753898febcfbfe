/**
 * Training: makes a network's loss on a dataset small.
 *
 * <p>{@link dev.neurac.train.Trainer} is where to begin.
 */
package dev.neurac.train;
