#pragma once

#include "app/recording_session.h"

#include <QWidget>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QSpinBox;
class QTabBar;

namespace nie {

class PickingView;
class RecordingLookBar;
class ShownRun;
struct FigurePoint;

/// A training on brain data whose prediction can be looked at.
struct ModelChoice {
    std::filesystem::path folder;
    std::string title;
};

/// The pictures of a recording, one at a time: slices, traces, carpet, connectivity and its
/// dynamics, power over frequency, and the attention between regions of a run. With a model chosen
/// they show the truth that it was tested on beside what it predicts. A click on a region or a
/// voxel chooses it in all of them.
class RecordingViews : public QWidget {
    Q_OBJECT
public:
    /// Both outlive it. `run`: whose attention between regions is shown where no model is chosen.
    RecordingViews(RecordingSession& session, const ShownRun& run, QWidget* parent = nullptr);

    /// Of the figures and their files.
    void setTitle(const std::string& title) { m_title = title; }
    void clear(const QString& reason);
    void setBusy(const QString& reason);
    const FigureSpec& figure() const;
    /// "connectivity", for the name of its file.
    std::string pictureName() const;
    const RecordingLook& look() const { return m_look; }
    void chooseRegion(std::size_t region);
    /// Which trainings there are, the likeliest first.
    void offerModels(const std::vector<ModelChoice>& models);
    const std::vector<ModelChoice>& models() const { return m_models; }
    /// Truth beside what a run predicts; an empty folder: the recording alone.
    void chooseModel(const std::filesystem::path& folder);
    bool hasModel() const { return !m_model.empty(); }
    /// The folder of the run that the picture is of; empty: of the recording alone.
    std::filesystem::path run() const;
    /// The nie line that tells the numbers of the picture; empty where it is of the recording
    /// alone.
    std::string command() const;

Q_SIGNALS:
    void changed();

private:
    enum View { Slices, Traces, Carpet, Connectivity, Dynamics, Spectrum, Attention };

    QWidget* makeControls();
    QWidget* makeTimeRow();
    QWidget* makeModelRow();
    void connectModel();
    void showModels();
    void takePrediction();
    /// The regions of what is drawn.
    const std::vector<std::string>& regions() const;
    std::size_t runCount() const;
    /// Fills the lists of runs and regions.
    void showLists();
    /// Whose attention is drawn.
    std::filesystem::path attendedRun() const;
    void connectSession();
    void takeRuns();
    void takeVolumes();
    void showControls();
    /// Draws the view on show anew.
    void draw();
    void drawSlices();
    void drawAttention();
    void showGraph(const std::shared_ptr<const RegionGraph>& graph);
    std::optional<RecordingPicture> picture() const;
    void onPicture(RecordingPicture picture, const FigureSpec& figure,
                   const std::vector<Eigen::Index>& rows);
    void onPicked(const FigurePoint& point);
    void pickVoxel(const FigurePoint& point);
    void setFigure(const FigureSpec& figure);

    RecordingSession& m_session;
    const ShownRun& m_shownRun;
    std::shared_ptr<const RegionGraph> m_graph;
    std::vector<ModelChoice> m_models;
    std::filesystem::path m_model;  ///< folder of the run beside the truth; empty: none
    QString m_modelProblem;
    std::vector<std::string> m_listed;  ///< what the list of regions holds
    std::string m_title;
    RecordingLook m_look;
    std::vector<Eigen::Index> m_rows;  ///< regions of the picture on show, from top to bottom
    SliceLook m_slices;
    QTabBar* m_tabs;
    PickingView* m_view;
    QWidget* m_modelRow;
    QComboBox* m_modelChoice;
    QLabel* m_aheadLabel;
    QSpinBox* m_ahead;
    QWidget* m_controls;
    QLabel* m_runLabel;
    QSpinBox* m_run;
    QLabel* m_regionLabel;
    QComboBox* m_region;
    RecordingLookBar* m_lookBar;
    QLabel* m_percentLabel;
    QDoubleSpinBox* m_percent;
    QCheckBox* m_own;
    QWidget* m_timeRow;
    QSlider* m_time;
    QLabel* m_timeText;
    QLabel* m_reading;
};

}  // namespace nie
