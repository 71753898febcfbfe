/**
 * Training: makes a network's loss on a dataset small, and measures how well the network does.
 *
 * <p>{@link dev.neurac.train.Trainer} is where to begin.
 */
package dev.neurac.train;
