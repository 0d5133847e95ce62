#include "datasets/brain/aln_state.h"

#include "core/base/random.h"
#include "datasets/brain/aln_options.h"

namespace nie::brain {

AlnState AlnState::random(Eigen::Index regions, const AlnOptions& options, std::uint64_t seed)
{
    RandomStream random(seed);
    const auto uniform = [&](double high) {
        Eigen::ArrayXd values(regions);
        for (double& value : values)
            value = random.uniform(0.0, high);
        return values;
    };
    AlnState state;
    state.muE = uniform(3.0);
    state.muI = uniform(3.0);
    for (Eigen::ArrayXd* s : {&state.sEE, &state.sEI, &state.sIE, &state.sII})
        *s = uniform(0.5);
    state.vEE = uniform(0.001);
    state.vEI = uniform(0.001);
    state.vIE = uniform(0.01);
    state.vII = uniform(0.01);
    state.adaptation = uniform(200.0);
    state.rateE = uniform(0.01e-3);
    state.rateI = uniform(0.01e-3);
    state.noiseE = Eigen::ArrayXd::Constant(regions, options.meanE);
    state.noiseI = Eigen::ArrayXd::Constant(regions, options.meanI);
    return state;
}

}  // namespace nie::brain
