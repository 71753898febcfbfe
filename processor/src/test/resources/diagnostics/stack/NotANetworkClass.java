package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
abstract class NotANetworkClass {} // error [NotANetwork] is not a dev.neurac.runtime.Network
