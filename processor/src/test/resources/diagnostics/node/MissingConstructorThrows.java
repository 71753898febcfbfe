package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
import java.io.IOException;
@Model(loss = MEAN_SQUARED_ERROR)
abstract class MissingConstructorThrows implements Network {
  MissingConstructorThrows() throws IOException {} // error [MissingConstructor] declares java.io.IOException

  @Layer(out = 3)
  abstract Tensor hidden(@Input(13) Tensor features);
}
