package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 3, out = 3, dropout = 0.5)
@Layer(out = 2, dropout = 0.5)
interface DropoutOnOutput extends Network {} // error [DropoutOnOutput] layer 2 is the network's output, but
