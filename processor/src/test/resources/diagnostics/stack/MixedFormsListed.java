package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 3) // error [MixedForms] MixedFormsListed has @Layers and a @Layer beside it
@Layers({@Layer(out = 4)})
interface MixedFormsListed extends Network {}
