package goldens;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Apply;
import dev.neurac.Concat;
import dev.neurac.Dropout;
import dev.neurac.From;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;

@Model(loss = MEAN_SQUARED_ERROR)
public abstract class Residual implements Network {

  @Layer(in = 13, out = 13, act = RELU)
  abstract Tensor hidden(@Input(13) Tensor features);

  @Dropout(0.25)
  abstract Tensor kept(Tensor hidden);

  @Add
  abstract Tensor sum(Tensor features, Tensor kept);

  @Apply(SIGMOID)
  abstract Tensor squashed(Tensor sum);

  @Concat
  abstract Tensor joined(Tensor squashed, @From("features") Tensor raw);

  @Layer(out = 1)
  abstract Tensor price(Tensor joined);
}
