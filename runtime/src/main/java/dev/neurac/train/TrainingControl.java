package dev.neurac.train;

import dev.neurac.runtime.Network;

/** What an {@link EpochListener} can do about the training. */
public final class TrainingControl {

  private final Network network;
  private boolean stopped;

  TrainingControl(Network network) {
    this.network = network;
  }

  /** Returns the network that is being trained. */
  public Network network() {
    return network;
  }

  /** Makes the epoch that just ended the last one; the other listeners still hear of it. */
  public void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }
}
