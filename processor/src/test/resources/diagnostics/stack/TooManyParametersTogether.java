package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 40_000, out = 40_000)
@Layer(out = 40_000, bias = false)
interface TooManyParametersTogether extends Network {} // error [TooManyParameters] 3,200,040,000

/* expected
[TooManyParameters] TooManyParametersTogether has 3,200,040,000 parameters; an array holds at most 2,147,483,647
    layer 1  40000×40000 + 40000  1,600,040,000
    layer 2  40000×40000          1,600,000,000
    total                         3,200,040,000
  Make the widest layers narrower.
*/
