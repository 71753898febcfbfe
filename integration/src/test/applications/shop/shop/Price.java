package shop;

import dev.neurac.Activation;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Loss;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;

@Model(loss = Loss.CROSS_ENTROPY)
interface Price extends Network {
  @Layer(out = 64, act = Activation.TANH)
  Tensor hidden(@Input(2) Tensor features);

  @Layer(out = 64, act = Activation.GELU, dropout = 0.1)
  Tensor more(Tensor hidden);

  @Layer(out = 2)
  Tensor classes(Tensor more);
}
