package dev.neurac.train;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Asks a training to end after the step that it is in: by {@link Trainer#stop}, from any thread, or
 * by an interrupt of the thread that trains.
 */
final class StopRequest {

  private volatile boolean stopped;

  /** Something that writes a file. */
  @FunctionalInterface
  interface Writing {
    void run() throws IOException;
  }

  void stop() {
    stopped = true;
  }

  /** Returns why the training is to end now, or null if it is not. */
  Ending ending() {
    if (Thread.currentThread().isInterrupted()) {
      return Ending.INTERRUPTED;
    }
    return stopped ? Ending.STOPPED : null;
  }

  /**
   * Writes with the interrupt put off: to a channel it would be a reason to close. An interrupt
   * that comes while it writes makes it write again; either is set again afterwards.
   */
  static void write(Writing writing) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          writing.run();
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
