package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 0, out = 3, name = "fc") // error [MissingSize] fc is the first and does not say
interface MissingSizeZero extends Network {}
