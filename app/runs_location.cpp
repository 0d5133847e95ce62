#include "app/runs_location.h"

#include <QStandardPaths>

namespace nie {

std::filesystem::path runsLocation()
{
    const QString chosen = qEnvironmentVariable("NIE_RUNS_DIR");
    if (!chosen.isEmpty())
        return chosen.toStdString();
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return std::filesystem::path(data.toStdString()) / "nie-studio" / "runs";
}

}  // namespace nie
