package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
interface NotANetwork {} // error [NotANetwork] is annotated with @Model, but is not a dev.neurac.runtime.Network

/* expected
[NotANetwork] NotANetwork is annotated with @Model, but is not a dev.neurac.runtime.Network
  Write: interface NotANetwork extends Network.
*/
