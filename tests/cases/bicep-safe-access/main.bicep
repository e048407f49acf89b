var site = { slots: [{ name: 'a', ips: [1, 2] }, { name: 'b', ips: [3, 4] }] }

// What follows a safe access in its chain is left out with it.
output fromEnd array = [site.?slots[^1].name, site.?none[^1].name, site.?slots[0].ips[^2]]
output safeFromEnd array = [site.slots[?^1].name, site.slots[?^9].name, site.slots[?^2].ips[^1]]
output throughAny array = [any(site.?none).name, any(site.?none.more)![0]]

// Parentheses end the chain.
output grouped int = (site.?slots)[0].ips[^1]
