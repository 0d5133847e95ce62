#include "widgets/scene/scene_controls.h"

#include "widgets/curves/flow_layout.h"

#include <QToolButton>

namespace nie {

namespace {

QToolButton* makeSceneButton(const QString& name, const QString& text, const QString& tip,
                             const QString& key)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(tip);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(tip, key));
    button->setAutoRaise(true);
    return button;
}

}  // namespace

SceneControls::SceneControls(const QString& prefix, const std::vector<QWidget*>& first,
                             QWidget* parent)
    : QWidget(parent)
{
    auto* row = new FlowLayout(4);
    setLayout(row);
    for (QWidget* widget : first)
        row->addWidget(widget);
    const auto add = [&](const char* name, const QString& text, const QString& tip,
                         const QString& key) {
        QToolButton* button =
            makeSceneButton(prefix + QLatin1Char('.') + QLatin1String(name), text, tip, key);
        row->addWidget(button);
        return button;
    };
    const auto addPreset = [&](ScenePreset preset, QToolButton* button) {
        connect(button, &QToolButton::clicked, this,
                [this, preset] { Q_EMIT presetChosen(preset); });
    };
    addPreset(ScenePreset::Overview,
              add("overview", tr("Overview"), tr("Look from the front, above"), "1"));
    addPreset(ScenePreset::Above, add("above", tr("Above"), tr("Look from above"), "2"));
    addPreset(ScenePreset::Front, add("front", tr("Front"), tr("Look from the front"), "3"));
    addPreset(ScenePreset::Side, add("side", tr("Side"), tr("Look from the side"), "4"));
    connect(add("reset", tr("Show all"), tr("Show all again"), "R"), &QToolButton::clicked, this,
            &SceneControls::resetChosen);
}

}  // namespace nie
