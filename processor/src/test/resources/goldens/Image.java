package goldens;

import static dev.neurac.Activation.LEAKY_RELU;
import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;

public final class Image {

  /** Features of rank 3, in a nested type. */
  @Model(loss = CROSS_ENTROPY)
  public interface Rows extends Network {

    @Layer(out = 6, act = LEAKY_RELU, bias = false)
    Tensor wide(@Input({2, 3, 4}) Tensor image);

    @Layer(out = 3)
    Tensor scores(Tensor wide);

    @Apply(SOFTMAX)
    Tensor colours(Tensor scores);
  }

  private Image() {}
}
