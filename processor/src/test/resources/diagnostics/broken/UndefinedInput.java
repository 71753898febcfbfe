package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
interface UndefinedInput extends Network {
  @Layer(out = 3)
  Tensor hidden(@Input(3) Tensor features); // javac cannot find symbol
}
