package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
interface Part {
  @dev.neurac.Layr(out = 3) // javac cannot find symbol
  Tensor hidden(@Input(3) Tensor features);
}

@Model(loss = MEAN_SQUARED_ERROR)
interface UndefinedOfInherited extends Network, Part {}
