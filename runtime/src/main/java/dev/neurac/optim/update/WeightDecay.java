package dev.neurac.optim.update;

/**
 * PyTorch's weight decay, which most optimisers have: a part of each parameter joins its gradient.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * }</pre>
 */
public final class WeightDecay {

  private WeightDecay() {}

  public static float decayed(float g, float w, float decay) {
    return g + decay * w;
  }
}
