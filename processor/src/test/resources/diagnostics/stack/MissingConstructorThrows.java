package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import java.io.IOException;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
abstract class MissingConstructorThrows implements Network {
  MissingConstructorThrows() // error [MissingConstructor] declares java.io.IOException, which generated
      throws IllegalStateException, IOException {
    throw new IOException("no");
  }
}
