package dev.neurac.optim;

import dev.neurac.optim.update.AdamUpdate;
import dev.neurac.optim.update.AdamWUpdate;
import dev.neurac.optim.update.WeightDecay;

/** What {@link Adam} and {@link AdamW} remember; they differ in where the weight decay goes. */
final class AdamState extends Optimizer.State {

  private final Adam settings;

  /** Whether the weight decay shrinks the parameters, as AdamW's, and does not join gradients. */
  private final boolean decoupled;

  private final float[] means = array("mean");
  private final float[] squares = array("square");
  private final float[] maxima;

  AdamState(Adam settings, boolean decoupled, int size) {
    super(size, decoupled ? AdamWUpdate.NUMBER : AdamUpdate.NUMBER, AdamUpdate.SCALARS);
    this.settings = settings;
    this.decoupled = decoupled;
    this.maxima = settings.usesAmsgrad() ? array("maximum") : squares;
    scalars[AdamUpdate.DECAY] = (float) settings.weightDecay();
    scalars[AdamUpdate.BETA1] = (float) settings.beta1();
    scalars[AdamUpdate.REST1] = (float) (1 - settings.beta1());
    scalars[AdamUpdate.BETA2] = (float) settings.beta2();
    scalars[AdamUpdate.REST2] = (float) (1 - settings.beta2());
    scalars[AdamUpdate.EPSILON] = (float) settings.epsilon();
    scalars[AdamUpdate.AMSGRAD] = settings.usesAmsgrad() ? 1 : 0;
  }

  @Override
  void prepare(long step, double rate) {
    scalars[AdamUpdate.RATE] = (float) (rate / (1 - Power.of(settings.beta1(), step)));
    scalars[AdamUpdate.ROOT] = (float) Math.sqrt(1 - Power.of(settings.beta2(), step));
    if (decoupled) { // In the place of Adam's decay.
      scalars[AdamWUpdate.SHRINK] = (float) (1 - rate * settings.weightDecay());
    }
  }

  /**
   * Tests each condition once in the loop: C2 then makes loops without it, which it vectorises.
   * With {@code amsgrad} tested twice it did not, and took seven times as long, where a process had
   * run the loop both ways.
   */
  @Override
  public void update(float[] parameters, float[] gradients, int from, int to) {
    float[] means = this.means;
    float[] squares = this.squares;
    float[] maxima = this.maxima;
    float rate = scalars[AdamUpdate.RATE];
    float decay = scalars[AdamUpdate.DECAY];
    float shrink = scalars[AdamWUpdate.SHRINK];
    float beta1 = scalars[AdamUpdate.BETA1];
    float rest1 = scalars[AdamUpdate.REST1];
    float beta2 = scalars[AdamUpdate.BETA2];
    float rest2 = scalars[AdamUpdate.REST2];
    float epsilon = scalars[AdamUpdate.EPSILON];
    float root = scalars[AdamUpdate.ROOT];
    boolean decoupled = this.decoupled;
    boolean amsgrad = settings.usesAmsgrad();
    for (int i = from; i < to; i++) {
      float w = parameters[i];
      float g = gradients[i];
      if (decoupled) {
        w = AdamWUpdate.adamwShrunk(w, shrink);
      } else {
        g = WeightDecay.decayed(g, w, decay);
      }
      float m = AdamUpdate.adamMean(means[i], g, beta1, rest1);
      float v = AdamUpdate.adamSquare(squares[i], g, beta2, rest2);
      float n = v;
      if (amsgrad) {
        n = Math.max(maxima[i], v);
        maxima[i] = n;
      }
      means[i] = m;
      squares[i] = v;
      parameters[i] = AdamUpdate.adamMoved(w, m, (float) Math.sqrt(n), rate, root, epsilon);
    }
  }
}
