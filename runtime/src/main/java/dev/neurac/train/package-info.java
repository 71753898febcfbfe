/**
 * Training: makes a network's loss on a dataset small.
 *
 * <p>{@link dev.neurac.train.Trainer} is where to begin. It puts {@link
 * dev.neurac.train.TrainingSettings} together and hands them down; nothing below knows it:
 *
 * <pre>
 * Trainer → TrainingRun → StepExecutor (Java or a device) → Batches → the network's program
 *                       → BestEpoch, Checkpoint…            after each epoch
 *                       → History                           at the end
 * </pre>
 */
package dev.neurac.train;
