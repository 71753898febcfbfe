package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface UndefinedAnnotation extends Network {
  @Layr(out = 3) // javac cannot find symbol
  Tensor hidden(@Input(3) Tensor features);
}
