package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR) // javac cannot find symbol
@Layer(in = 2, out = 3)
interface UndefinedModel extends Network {}
