package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 3, act = RELUU) // javac cannot find symbol | an enum annotation value must be an enum constant
interface UndefinedActivation extends Network {}
