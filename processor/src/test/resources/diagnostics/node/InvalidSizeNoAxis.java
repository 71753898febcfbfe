package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSizeNoAxis extends Network {
  @Layer(out = 3)
  Tensor hidden(@Input({}) Tensor image); // error [InvalidSize] the input image has no axis
}
