package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
class UnusablePrivate {
  @Model(loss = MEAN_SQUARED_ERROR)
  @Layer(in = 2, out = 2)
  private interface Hidden extends Network {} // error [UnusableType] Hidden is private, so no generated class
}

// uses UnusablePrivate_HiddenNet
