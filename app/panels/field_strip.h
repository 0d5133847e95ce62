#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/prediction_snapshot.h"

#include <QWidget>

#include <memory>
#include <vector>

class QMenu;

namespace nie {

class FieldView;
class ResidualPlot;

/// What lies below the view of a sample: its error over time, the curves at its probes, the profile
/// along its line, and the residual of every solver iteration with a slider through the iterates.
/// What the sample has nothing of, or the view itself shows, is hidden.
class FieldStrip : public QWidget {
    Q_OBJECT
public:
    explicit FieldStrip(QWidget* parent = nullptr);

    /// Throws InputError for a sample whose arrays do not fit its axes. Null empties the strip.
    void setSample(const std::shared_ptr<const PredictionSnapshot>& sample, const FieldLook& look);
    void setLook(const FieldLook& look);
    /// The view above shows the sample in space, so that nothing of the strip is shown twice.
    void setScene(bool scene);
    /// What they show, from the left.
    const std::vector<FieldView*>& views() const { return m_views; }

Q_SIGNALS:
    /// A click or a drag, or the slider of the iterates, changed something.
    void lookEdited(const nie::FieldLook& look);
    void readingChanged(const QString& text);
    /// One of the views is asked for in the place of the large one.
    void enlarged(nie::FieldKind kind);
    /// The context menu of a view; others may add to it.
    void menuOpening(QMenu* menu, QWidget* view);

private:
    FieldView* addView(const char* name, FieldKind kind, const QString& title);
    void arrange();
    void takeEdit(const FieldLook& edited);
    void showMenu(FieldView& view, FieldKind kind, QPoint place);

    std::shared_ptr<const PredictionSnapshot> m_sample;
    FieldLook m_look;
    bool m_scene = false;
    FieldView* m_error;
    FieldView* m_curves;
    FieldView* m_profile;
    std::vector<FieldView*> m_views;
    ResidualPlot* m_residual;
};

}  // namespace nie
