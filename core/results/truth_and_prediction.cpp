#include "core/results/truth_and_prediction.h"

#include <utility>

namespace nie {

void addTruthAndPrediction(PanelSpec& panel, SeriesSpec truth, SeriesSpec prediction,
                           const std::string& name)
{
    truth.faint = true;
    truth.widthPoints = 3.0;
    if (!name.empty()) {
        truth.label = name + ", truth";
        prediction.label = name + ", predicted";
    }
    panel.series.push_back(std::move(truth));
    panel.series.push_back(std::move(prediction));
}

}  // namespace nie
