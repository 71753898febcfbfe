package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
class UnusablePrivate {
  @Model(loss = MEAN_SQUARED_ERROR)
  private interface Hidden extends Network { // error [UnusableType] Hidden is private, so no generated class
    @Layer(out = 3)
    Tensor hidden(@Input(13) Tensor features);
  }
}

// uses UnusablePrivate_HiddenNet
