package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSizeAxes extends Network {
  @Layer(out = 1)
  Tensor hidden(
      @Input({2, 2, 2, 2, 2, 2, 2}) // error [InvalidSize] has 7 axes, but at most 6 are compiled
      Tensor features);
}
