#pragma once

#include "app/panels/field_controls.h"
#include "app/panels/work_page.h"
#include "core/results/fields/field_look.h"
#include "core/results/run_view.h"
#include "widgets/fields/playback.h"

#include <functional>
#include <memory>

class QLabel;
class QStackedWidget;

namespace nie {

class Engine;
class FieldStrip;
class FieldView;
class PlaybackBar;
class PredictionRow;
class ProbeMenu;
class ShownRun;
struct PredictionTarget;

/// Truth, prediction and error of one sample of the run on show, moving in time: while it trains as
/// the training predicts it, afterwards as a checkpoint does.
class FieldsPage : public WorkPage {
    Q_OBJECT
public:
    /// Both outlive the page.
    FieldsPage(ShownRun& run, const Engine& engine, QWidget* parent = nullptr);

    FigureSpec figure() const override;
    FigureSpec figureOf(const QWidget& view) const override;
    Provenance provenance() const override;
    std::string name() const override;
    std::string command() const override;
    void fit() override;

    /// How the sample is looked at. A look that is set before there is a sample waits for it.
    const FieldLook& look() const { return m_look; }
    void setLook(const FieldLook& look);
    SceneKind scene() const { return m_scene; }
    void setScene(SceneKind scene);
    /// The scene as it stood when a figure of it was written.
    void showScene(SceneKind scene, const SceneChoice& choice);
    /// Null before there is one.
    const std::shared_ptr<const PredictionSnapshot>& sample() const { return m_sample; }
    /// Whose prediction is on show.
    const PredictionTarget& shownTarget() const;
    /// Of the prediction on show; empty: it came from the training.
    const std::string& checkpoint() const;
    /// Looks at the sample as this checkpoint predicts it; empty: as the training goes on.
    void showCheckpoint(const std::string& name);
    Playback& playback() { return m_playback; }

Q_SIGNALS:
    /// Next steps that the page offers while there is nothing to show.
    void startPageRequested();
    void runsPageRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeEmptyPage();
    QWidget* makeMain();
    QWidget* makeViews();
    void connectAll();
    void take(const std::shared_ptr<const PredictionSnapshot>& sample);
    void showSample(const std::shared_ptr<const PredictionSnapshot>& sample);
    void showTimes();
    void showEmpty();
    void spread(const FieldLook& before);
    void goToFrame(int frame);
    void showReading(const QString& text);
    void showMenu(QPoint place);
    QString hint() const;
    RunView runView() const;
    void guarded(const std::function<void()>& act);

    ShownRun& m_run;
    Playback m_playback;
    std::shared_ptr<const PredictionSnapshot> m_sample;
    std::shared_ptr<const PredictionSnapshot> m_lastSample;  ///< whose look is kept
    FieldLook m_look;
    SceneKind m_scene = SceneKind::None;
    bool m_lookIsGiven = false;  ///< set from outside, not yet seen by a sample
    QStackedWidget* m_pages;
    QLabel* m_emptyText = nullptr;
    PredictionRow* m_source;
    FieldControls* m_controls;
    QStackedWidget* m_stack;
    FieldView* m_view;
    FieldScenes* m_scenes;
    QLabel* m_reading;
    ProbeMenu* m_probes;
    PlaybackBar* m_bar;
    FieldStrip* m_strip;
};

}  // namespace nie
