#pragma once

#include "widgets/curves/curve_series.h"
#include "widgets/curves/qcustomplot_header.h"
#include "widgets/curves/trajectory_view.h"

#include <set>
#include <vector>

class QComboBox;
class QLabel;
class QSplitter;

namespace nie {

class CurveLegend;
class PlotInteraction;

/// State and drawing of a TrajectoryView.
class TrajectoryView::Private {
public:
    explicit Private(TrajectoryView* owner) : q(owner) {}

    void build();
    QWidget* buildTime();
    QWidget* buildPhase();
    void connectParts();
    void restyle();

    /// A new set of channels: graphs, legends and boxes are made anew.
    void rebuildGraphs();
    void redraw();
    void drawTime(const std::vector<double>& shown);
    void drawPhase(const std::vector<double>& shown);
    void drawBand();
    void updateCaption();
    void updateEmptyState();

    /// Makes room where the data leave the ranges, or, `always`, fits them anew.
    void fitRanges(bool always);
    void keepAspect();
    const std::vector<double>& shownRows() const;
    std::vector<double> channel(const std::vector<double>& rows, int index) const;
    PanelSpec timePanel() const;
    PanelSpec phasePanel() const;
    bool isShown(const std::string& id) const { return !hidden.contains(id); }
    /// Of few channels all are drawn over time, of many the two of the phase plane.
    bool isDrawn(int channel) const;
    std::vector<int> drawnChannels() const;
    int colourOf(int channel) const;
    void listSeries();

    TrajectoryView* q;
    QCustomPlot* time = nullptr;
    QCustomPlot* phase = nullptr;
    QWidget* phaseSide = nullptr;
    QSplitter* splitter = nullptr;
    CurveLegend* timeLegend = nullptr;
    CurveLegend* phaseLegend = nullptr;
    QLabel* caption = nullptr;
    QLabel* empty = nullptr;
    QWidget* channelBoxes = nullptr;
    QComboBox* horizontalBox = nullptr;
    QComboBox* verticalBox = nullptr;
    std::vector<QCPGraph*> truthGraphs;       ///< one a channel
    std::vector<QCPGraph*> predictionGraphs;  ///< one a channel
    QCPCurve* phaseTruth = nullptr;
    QCPCurve* phasePrediction = nullptr;
    QCPGraph* phaseStart = nullptr;
    QCPItemRect* band = nullptr;
    QCPItemText* bandLabel = nullptr;

    std::shared_ptr<const PredictionSnapshot> snapshot;
    int iterate = -1;
    int horizontal = 0;
    int vertical = 1;
    bool timeTouched = false;  ///< the user zoomed: leave the range alone
    bool phaseTouched = false;
    std::set<std::string> hidden;
};

}  // namespace nie
