#include "datasets/brain/simulation_watch.h"

#include "core/base/error.h"

#include <algorithm>

namespace nie::brain {

SimulationWatch::SimulationWatch(const GenerationContext& context, std::int64_t samples,
                                 std::int64_t expectedSteps)
    : m_context(&context),
      m_samples(samples),
      m_expected(std::max<std::int64_t>(1, expectedSteps))
{}

void SimulationWatch::beforeStep()
{
    if (!m_context)
        return;
    if (m_context->stop.stop_requested())
        throw Interrupted();
    // The last sample is reported when everything is done.
    report(std::min(m_samples - 1, m_taken++ * m_samples / m_expected));
}

void SimulationWatch::finish()
{
    if (m_context)
        report(m_samples);
}

void SimulationWatch::report(std::int64_t samples)
{
    if (samples <= m_reported)
        return;
    m_reported = samples;
    if (m_context->progress)
        m_context->progress(samples, m_samples);
}

}  // namespace nie::brain
