package dev.neurac.optim;

/**
 * PyTorch's weight decay, which most optimisers have: a part of each parameter joins its gradient.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * }</pre>
 *
 * <p>A class, not a method of {@link Optimizer}: Aparapi cannot call static methods of interfaces.
 */
final class WeightDecay {

  private WeightDecay() {}

  static float decayed(float g, float w, float decay) {
    return g + decay * w;
  }
}
