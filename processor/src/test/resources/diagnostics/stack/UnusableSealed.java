package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
sealed interface UnusableSealed extends Network { // error [UnusableType] UnusableSealed is sealed, so no
  abstract non-sealed class Only implements UnusableSealed {}
}
