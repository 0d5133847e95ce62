#include "widgets/curves/curve_series.h"

#include <QCoreApplication>

namespace nie {

QString axisTitle(CurveX x)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("CurvePlot", text); };
    switch (x) {
    case CurveX::Step:
        return tr("Step");
    case CurveX::Epoch:
        return tr("Epoch");
    case CurveX::WallTime:
        return tr("Training time (min:s)");
    case CurveX::RelativeTime:
        return tr("Time since the first point (min:s)");
    case CurveX::Samples:
        return tr("Samples seen");
    }
    return {};
}

}  // namespace nie
