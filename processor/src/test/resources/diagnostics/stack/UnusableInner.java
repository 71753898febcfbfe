package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
class UnusableInner {
  @Model(loss = MEAN_SQUARED_ERROR)
  @Layer(in = 2, out = 2)
  abstract class Inner implements Network {} // error [UnusableType] Inner is an inner class, so no
}

// uses UnusableInner_InnerNet
