#include "app/run_start.h"

#include "app/engine.h"
#include "app/training_session.h"
#include "core/base/error.h"

namespace nie {

bool beginRun(TrainingSession& session, const Engine& engine, const RunConfig& config,
              std::int64_t firstSteps)
{
    const std::vector<DeviceChoice> devices = engine.devices();
    for (const DeviceChoice& device : devices)
        if (device.name == config.device && !device.unavailable.empty())
            throw InputError("device " + device.title, device.unavailable, {}, "CPU");
    return session.start(config, engine.makeWork(config), firstSteps);
}

}  // namespace nie
