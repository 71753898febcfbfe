package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
abstract class MissingConstructorPrivate implements Network {
  private MissingConstructorPrivate() {} // error [MissingConstructor] is private, so generated code cannot

  MissingConstructorPrivate(int size) {}
}
