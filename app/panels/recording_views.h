#pragma once

#include "app/recording_session.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QSpinBox;
class QTabBar;

namespace nie {

class PickingView;
class ShownRun;
struct FigurePoint;

/// The pictures of a recording, one at a time: slices, traces, carpet, connectivity and its
/// dynamics, power over frequency, and the attention between regions of the run on show. A click on
/// a region or a voxel chooses it in all of them.
class RecordingViews : public QWidget {
    Q_OBJECT
public:
    /// Both outlive it. `run`: whose attention between regions is shown.
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

Q_SIGNALS:
    void changed();

private:
    enum View { Slices, Traces, Carpet, Connectivity, Dynamics, Spectrum, Attention };

    QWidget* makeControls();
    QWidget* makeTimeRow();
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
    void onPicture(RecordingPicture picture, const FigureSpec& figure);
    void onPicked(const FigurePoint& point);
    void pickVoxel(const FigurePoint& point);
    void setFigure(const FigureSpec& figure);

    RecordingSession& m_session;
    const ShownRun& m_shownRun;
    std::shared_ptr<const RegionGraph> m_graph;
    std::string m_title;
    RecordingLook m_look;
    SliceLook m_slices;
    QTabBar* m_tabs;
    PickingView* m_view;
    QWidget* m_controls;
    QLabel* m_runLabel;
    QSpinBox* m_run;
    QLabel* m_regionLabel;
    QComboBox* m_region;
    QCheckBox* m_similar;
    QLabel* m_methodLabel;
    QComboBox* m_method;
    QLabel* m_percentLabel;
    QDoubleSpinBox* m_percent;
    QCheckBox* m_own;
    QWidget* m_timeRow;
    QSlider* m_time;
    QLabel* m_timeText;
    QLabel* m_reading;
};

}  // namespace nie
