package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 3, out = 3)
interface MixedForms extends Network {
  @Layer(out = 3) // error [MixedForms] has layers on the type and on its method hidden
  Tensor hidden(@Input(3) Tensor features);
}
