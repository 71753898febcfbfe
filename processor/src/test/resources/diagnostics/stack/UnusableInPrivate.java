package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
class UnusableInPrivate {
  private static class Closed {
    @Model(loss = MEAN_SQUARED_ERROR)
    @Layer(in = 2, out = 2)
    interface Hidden extends Network {} // error [UnusableType] Hidden lies in Closed, which is private, so
  }
}

// uses UnusableInPrivate_Closed_HiddenNet
