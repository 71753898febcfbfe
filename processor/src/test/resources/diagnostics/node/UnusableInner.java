package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
class UnusableInner {
  @Model(loss = MEAN_SQUARED_ERROR)
  abstract class Inner implements Network { // error [UnusableType] Inner is an inner class, so no generated
    @Layer(out = 3)
    abstract Tensor hidden(@Input(13) Tensor features);
  }
}

// uses UnusableInner_InnerNet
