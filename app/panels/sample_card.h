#pragma once

#include "app/engine.h"

#include <QAbstractButton>

namespace nie {

/// One sample to begin with: a drawing of its curves, its title, one line of mathematics and how
/// long a run takes. A button as a whole.
class SampleCard : public QAbstractButton {
    Q_OBJECT
public:
    SampleCard(const RunConfig& config, const QString& equation, const QString& duration,
               QWidget* parent = nullptr);

    const RunConfig& config() const { return m_config; }
    void setCurves(SampleCurves curves);
    const SampleCurves& curves() const { return m_curves; }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return false; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF thumbnailArea() const;
    void paintThumbnail(QPainter& painter) const;
    void paintText(QPainter& painter) const;

    RunConfig m_config;
    QString m_equation;
    QString m_duration;
    SampleCurves m_curves;
};

}  // namespace nie
