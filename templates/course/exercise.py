

def draw_{{ name }}(rng):
    """Draw what {{ name }} takes; rng is a NumPy generator."""
    return {{ drawn }}


{{ record }} = Exercise(
    function={{ module }}.{{ name }},
    points=10,
    cases=(Case("{{ case }}", build=draw_{{ name }}),),
    checks=(ReferenceCheck(),),
)
