package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface UndefinedParameterType extends Network {
  @Layer(out = 3)
  Tensor hidden(@Input(3) Tensr features); // javac cannot find symbol
}
