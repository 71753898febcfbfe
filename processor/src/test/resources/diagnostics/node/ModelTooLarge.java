package diagnostics;

import static dev.neurac.Activation.LEAKY_RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;

@Model(loss = MEAN_SQUARED_ERROR)
interface ModelTooLarge extends Network { // error [ModelTooLarge] a Java class holds 65,535
  @Layer(out = 64) Tensor n0(@Input(64) Tensor features);
  @Layer(out = 64, act = LEAKY_RELU, slope = $i) Tensor n$i(Tensor n$j); // 3000 times
}
