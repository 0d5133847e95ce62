#pragma once

#include "app/panels/field_scenes.h"
#include "core/results/fields/field_ranges.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace nie {

/// The settings of a FieldLook: kind of view, channel, error, what colours reach over, colour map,
/// and what lies over images of the plane. What a sample has nothing of is hidden, what the kind on
/// show does not use is greyed.
class FieldControls : public QWidget {
    Q_OBJECT
public:
    explicit FieldControls(QWidget* parent = nullptr);

    /// Offers what this sample has. `look` fits it.
    void showSample(const PredictionSnapshot& sample, const FieldLook& look, SceneKind scene);
    void showLook(const FieldLook& look, SceneKind scene);
    /// What the colours reach over now: where a range by hand begins.
    void setRanges(const FieldRanges& ranges) { m_ranges = ranges; }

Q_SIGNALS:
    void lookEdited(const nie::FieldLook& look);
    void sceneChosen(nie::SceneKind scene);

private:
    QComboBox* addBox(const char* name, const QString& title, const QString& tip);
    QCheckBox* addSwitch(const char* name, const QString& text, const QString& tip,
                         bool FieldLook::*setting);
    QLineEdit* addBound(const char* name, const QString& title, double FieldLook::*bound);
    QWidget* addGroup(const QString& title, const std::vector<QWidget*>& parts);
    void build();
    void buildRange();
    void buildMaps();
    void connectMap(QComboBox* box, std::string FieldLook::*setting);
    void fillKinds(const PredictionSnapshot& sample);
    void fillChannels(const PredictionSnapshot& sample);
    void showFlow(const PredictionSnapshot& sample);
    void chooseKind();
    void chooseRange();
    void setBound(QLineEdit& edit, double FieldLook::*bound);
    void showBounds();
    /// The look with one setting from a box whose items carry its values.
    template <class Value>
    void connectBox(QComboBox* box, Value FieldLook::*setting);

    FieldLook m_look;
    FieldRanges m_ranges;
    bool m_plane = false;     ///< the sample is a field of the plane
    bool m_coloured = false;  ///< the kind on show has images
    QComboBox* m_kind;
    QComboBox* m_channel;
    QComboBox* m_other;
    QComboBox* m_error;
    QComboBox* m_range;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QComboBox* m_map;
    QCheckBox* m_reversed;
    QComboBox* m_errorMap;
    QCheckBox* m_linked;
    QCheckBox* m_shaded;
    QSpinBox* m_contours;
    QCheckBox* m_arrows;
    QWidget* m_channelGroup = nullptr;
    QWidget* m_otherGroup = nullptr;
    QWidget* m_errorGroup = nullptr;
    QWidget* m_rangeGroup = nullptr;
    QWidget* m_boundsGroup = nullptr;
    QWidget* m_coloursGroup = nullptr;
    QWidget* m_planeGroup = nullptr;
};

}  // namespace nie
