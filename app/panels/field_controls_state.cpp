// What FieldControls offers of a sample, and what it shows of a look.
#include "app/panels/field_controls.h"
#include "core/results/fields/field_values.h"
#include "core/results/fields/flow_velocity.h"
#include "widgets/style/number_format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr int kFirstScene = 100;  ///< of the items' data, after the kinds of fields

int itemOf(FieldKind kind, SceneKind scene)
{
    return scene == SceneKind::None ? static_cast<int>(kind)
                                    : kFirstScene + static_cast<int>(scene);
}

QString kindTitle(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Compare:
        return QObject::tr("Compare");
    case FieldKind::SpaceTime:
        return QObject::tr("Space-time");
    case FieldKind::Profile:
        return QObject::tr("Profile");
    case FieldKind::Curves:
        return QObject::tr("Curves over time");
    case FieldKind::Phase:
        return QObject::tr("Phase plane");
    case FieldKind::Error:
        return QObject::tr("Error over time");
    }
    return {};
}

bool usesChannel(const PredictionSnapshot& sample, const FieldLook& look)
{
    if (!sample.space.empty() || look.kind == FieldKind::Phase)
        return true;
    if (look.kind == FieldKind::Compare)
        return !showsChannelsAsImage(sample, look);
    return look.kind == FieldKind::Curves && sample.channelCount() > kMostChannelsAsCurves;
}

void select(QComboBox* box, int index)
{
    box->setCurrentIndex(index);
}

}  // namespace

void FieldControls::showSample(const PredictionSnapshot& sample, const FieldLook& look,
                               SceneKind scene)
{
    m_plane = sample.space.size() == 2;
    fillKinds(sample);
    fillChannels(sample);
    showFlow(sample);
    const bool pictures = look.kind == FieldKind::Compare || look.kind == FieldKind::SpaceTime;
    m_coloured = scene == SceneKind::Surface ||
                 (scene == SceneKind::None && pictures &&
                  (!sample.space.empty() || showsChannelsAsImage(sample, look)));
    const bool phase = scene == SceneKind::None && look.kind == FieldKind::Phase;
    m_channelGroup->setVisible(sample.channelCount() > 1);
    m_channelGroup->setEnabled(usesChannel(sample, look));
    m_otherGroup->setVisible(phase);
    m_planeGroup->setVisible(m_plane);
    m_shaded->setVisible(sample.givenPoints > 0);
    m_errorGroup->setEnabled(pictures || look.kind == FieldKind::Profile);
    showLook(look, scene);
}

void FieldControls::fillKinds(const PredictionSnapshot& sample)
{
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    for (const FieldKind kind : fieldKindsOf(sample))
        m_kind->addItem(kindTitle(kind), itemOf(kind, SceneKind::None));
    for (const SceneKind scene : scenesOf(sample))
        m_kind->addItem(scene == SceneKind::Surface ? tr("Surface in 3-D")
                                                    : tr("Phase space in 3-D"),
                        itemOf({}, scene));
}

void FieldControls::fillChannels(const PredictionSnapshot& sample)
{
    for (QComboBox* box : {m_channel, m_other}) {
        const QSignalBlocker quiet(box);
        box->clear();
        for (std::int64_t c = 0; c < sample.channelCount(); ++c)
            box->addItem(QString::fromStdString(sample.channels[static_cast<std::size_t>(c)]),
                         QVariant::fromValue(c));
    }
}

void FieldControls::showFlow(const PredictionSnapshot& sample)
{
    const QString absence = QString::fromStdString(flowAbsence(sample));
    m_arrows->setEnabled(absence.isEmpty());
    m_arrows->setToolTip(absence.isEmpty() ? tr("The velocity that belongs to the vorticity")
                                           : absence);
}

void FieldControls::showLook(const FieldLook& look, SceneKind scene)
{
    m_look = look;
    select(m_kind, m_kind->findData(itemOf(look.kind, scene)));
    select(m_channel, static_cast<int>(look.channel));
    select(m_other, static_cast<int>(look.otherChannel));
    select(m_error, m_error->findData(QVariant::fromValue(look.error)));
    select(m_range, m_range->findData(QVariant::fromValue(look.range)));
    select(m_map, m_map->findData(QString::fromStdString(look.colourMap)));
    // A shell can ask for any map of errors; then none of the list is chosen.
    select(m_errorMap, m_errorMap->findData(QString::fromStdString(look.errorMap)));
    m_reversed->setChecked(look.reversed);
    m_linked->setChecked(look.linked);
    m_shaded->setChecked(look.shaded);
    m_arrows->setChecked(look.arrows);
    const QSignalBlocker quiet(m_contours);
    m_contours->setValue(look.contours);
    m_rangeGroup->setEnabled(m_coloured);
    m_coloursGroup->setEnabled(m_coloured);
    m_planeGroup->setEnabled(m_plane && look.kind == FieldKind::Compare && m_coloured);
    showBounds();
}

void FieldControls::showBounds()
{
    m_boundsGroup->setVisible(m_look.range == FieldRange::Manual);
    m_boundsGroup->setEnabled(m_coloured);
    for (const auto& [box, value] : {std::pair(m_from, m_look.from), std::pair(m_to, m_look.to)})
        if (!box->hasFocus() || !box->isModified())
            box->setText(std::isfinite(value) ? QString::number(value, 'g', 6) : QString());
}

void FieldControls::chooseKind()
{
    const int item = m_kind->currentData().toInt();
    if (item > kFirstScene) {
        Q_EMIT sceneChosen(static_cast<SceneKind>(item - kFirstScene));
        return;
    }
    FieldLook look = m_look;
    look.kind = static_cast<FieldKind>(item);
    Q_EMIT sceneChosen(SceneKind::None);
    Q_EMIT lookEdited(look);
}

/// A range by hand begins with what is on the screen.
void FieldControls::chooseRange()
{
    FieldLook look = m_look;
    look.range = m_range->currentData().value<FieldRange>();
    if (look.range == FieldRange::Manual && !std::isfinite(look.from) && !std::isfinite(look.to)) {
        look.from = formatNumber(m_ranges.truth.from, 4).toDouble();
        look.to = formatNumber(m_ranges.truth.to, 4).toDouble();
    }
    Q_EMIT lookEdited(look);
}

/// An empty end is that of the whole series. Ends that are the wrong way round are put right.
void FieldControls::setBound(QLineEdit& edit, double FieldLook::*bound)
{
    if (!edit.isModified())
        return;
    edit.setModified(false);
    bool given = false;
    const double value = edit.text().toDouble(&given);
    FieldLook look = m_look;
    look.*bound = given ? value : std::numeric_limits<double>::quiet_NaN();
    if (look.from > look.to)
        std::swap(look.from, look.to);
    Q_EMIT lookEdited(look);
}

}  // namespace nie
